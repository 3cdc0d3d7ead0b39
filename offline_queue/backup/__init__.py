"""A copy of the queue, brought back or carried to another machine without a number given twice."""
