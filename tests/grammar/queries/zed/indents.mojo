def scale[
#<^ start.def*22
#        ^ indent*3
    T: Movable,
](x: T):
#<^ end
#^^^^^^ indent
#     ^ end
    """
    Text.
    """
    var y = x
#           ^ indent*2
        + 1
    if a:
#   ^ start.if*6
        return [
#              ^ indent*3
            1,
        ]
#       ^ end
    else:
#   ^ start.else*2
        pass
    try:
#   ^ start.try*8
        f(
#        ^ indent*3
            b,
        )
#       ^ end
    except e:
#   ^ start.except*2
        raise
    finally:
#   ^ start.finally*2
        break
