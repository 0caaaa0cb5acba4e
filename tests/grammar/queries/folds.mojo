# A comment
#<^^^^^^^^^^^ fold
# of two lines.
#<^^^^^^^^^^^^^^^ fold
import a
#<^^^^^^^^ fold
from b import (
#<^ fold*3
    c,
)


struct Box[
#<^ fold*41
#         ^ fold*3
    T: Movable,
](Copyable):
#^^^^^^^^^^ fold
    """
#   ^ fold*3
    Text.
    """

    def put(
#   ^ fold*34
#          ^ fold*4
        mut self,
        x: Int,
    ):
        if x:
#       ^ fold*9
            pass
        elif x > 1:
            pass
        else:
            try:
#           ^ fold*4
                pass
            finally:
                pass
        while x:
#       ^ fold*4
            for i in x:
#           ^ fold*3
                with i:
#               ^ fold*2
                    pass
        match x:
#       ^ fold*3
            case 1:
#           ^ fold*2
                pass
        return call(
#                  ^ fold*14
            (
#           ^ fold*3
                1
            ),
            [
#           ^ fold*3
                i for i in x
            ],
            {
#           ^ fold*3
                1: 2,
            },
            {
#           ^ fold*3
                1,
            },
        )
