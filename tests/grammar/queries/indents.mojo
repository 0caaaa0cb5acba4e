def scale[
#<^ indent.begin*24
#        ^ indent.align*3
    T: Movable,
](
#<^ indent.branch
#^ indent.align*3 indent.dedent*3
    x: T,
) -> Optional[
#<^ indent.branch
#    ^ indent.align*3 indent.dedent*3
    T
]:
#<^ indent.branch
    var y = x
#           ^ indent.begin*2
        + 1
    if a:
#   ^ indent.begin*8
        return y
#              ^ indent.dedent
    elif g[1](
#   ^ indent.branch*4
#        ^^^^ indent.align indent.dedent
#           ^ indent.branch
#            ^ indent.align*3 indent.dedent*3
        b,
    ):
#   ^ indent.branch
        raise Error("no")
#                  ^^^^^^ indent.align
#                   ^^^^ indent.auto
#                       ^ indent.branch indent.dedent
    else:
#   ^ indent.branch*2
        pass
#       ^^^^ indent.dedent
    for i in x: break
#   ^ indent.begin
    while i:
#   ^ indent.begin*2
        continue
#       ^^^^^^^^ indent.dedent
    return a.b(c) or [
#          ^ indent.begin*3
#             ^^^ indent.align
#               ^ indent.branch
#                    ^ indent.align*3
        d,
    ]
#   ^ indent.branch indent.dedent


struct Point(
#<^ indent.begin*10
#           ^ indent.align*3
    Copyable,
):
#<^ indent.branch
    """
#   ^ indent.auto*3
    Text.
    """

    @staticmethod
#   ^ indent.auto
    def of(): return
#   ^ indent.begin
#         ^^ indent.align
#          ^ indent.branch


def check[
#<^ indent.begin*7
#        ^ indent.align*3
    T: Movable,
](x: T) where conforms_to(
#<^ indent.branch
#^^^^^^ indent.align indent.dedent
#     ^ indent.branch
#                        ^ indent.align*3 indent.dedent*3
    T, Copyable
):
#<^ indent.branch
    pass
#   ^^^^ indent.dedent


def both[
#<^ indent.begin*7
#       ^ indent.align*3
    T: Movable,
](x: T) where (
#<^ indent.branch
#^^^^^^ indent.align indent.dedent
#     ^ indent.branch
#             ^ indent.align*3 indent.dedent*3
    T.size > 0
):
#<^ indent.branch
    pass
#   ^^^^ indent.dedent


struct Wide[
#<^ indent.begin*6
#          ^ indent.align*3
    T: Movable,
](
#<^ indent.branch
#^ indent.align*3 indent.dedent*3
    Copyable,
):
#<^ indent.branch
    pass
#   ^^^^ indent.dedent
