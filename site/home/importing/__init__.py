"""Tables that come in: what each row would do is shown first, and exactly that is done.

`lines` has what a row would do, `lessons`, `regions` and `municipalities` say it of each kind of table, `kept` keeps what was
sent in until it is confirmed.
"""
