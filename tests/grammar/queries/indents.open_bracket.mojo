def f():
#<^ indent.begin*4
#    ^^ indent.align
#     ^ indent.branch
    x = [
#       ^ indent.begin*2
        1,
#         ^ indent.branch
    return [
#   ^^^^^^ indent.dedent
#          ^ indent.align
