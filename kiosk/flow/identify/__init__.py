"""Who somebody is: cards, the face, codes of other means; and a step up where more is needed."""
