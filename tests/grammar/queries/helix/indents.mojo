def scale[
#<^ indent*22 extend*22
#        ^ indent*3
    T: Movable,
](x: T):
#<^ outdent
#^^^^^^ indent
#     ^ outdent
    """
#   ^ opaque*3
    Text.
    """
    var y = x
#           ^ indent*2
        + 1
    if a:
#   ^ indent*6 extend*6
        return [
#       ^ extend.prevent-once*3
#              ^ indent*3
            1,
        ]
#       ^ outdent
    else:
#   ^ extend*2
#   ^^^^ outdent
        pass
#       ^^^^ extend.prevent-once
    try:
#   ^ indent*8 extend*8
        f(
#        ^ indent*3
            b,
        )
#       ^ outdent
    except e:
#   ^ extend*2
#   ^^^^^^ outdent
        raise
#       ^^^^^ extend.prevent-once
    finally:
#   ^ extend*2
#   ^^^^^^^ outdent
        break
#       ^^^^^ extend.prevent-once
