"""Finding items while typing: names, everyday words, pinyin, initials, one slip.

How it ranks, best first:

1. What was typed becomes units (`units`): folded characters, syllables of pinyin, letters that are
   initials; words that only ask (我想, 怎么, 在哪里) count little unless they are all there is.
2. Neighbouring units are looked up in the index (`terms`), the rarer the more they count; the same
   characters count full, the same sound less, the same initials least. A place of the query counts
   once, with the best of these (`gather`). That leaves a few dozen items.
3. Of these every name and everyday word is compared with the whole query (`rank`): how much of the
   query the item explains, and how much of its best name the query says.

Letters of which each may begin a syllable are read a second time, as initials and nothing else; an
item counts with its better reading.
"""
