def f():
#    ^^ indent.align
#     ^ indent.branch
    x = (
#       ^ indent.align
        1,
