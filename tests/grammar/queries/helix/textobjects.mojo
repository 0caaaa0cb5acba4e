# A comment
#<^^^^^^^^^^^ comment.inside comment.around
# of two lines.
#<^^^^^^^^^^^^^^^ comment.inside comment.around
struct Point[n: Int]:
#<^ class.around*8
#            ^^^^^^ parameter.inside parameter.around
    var x: Int
#<^ class.inside*7
#   ^^^^^^^^^^ entry.around
#       ^ entry.inside

    @staticmethod
#   ^ function.around*4
    def of(x: Int, y: Int):
#   ^ function.around*3
#          ^^^^^^ parameter.inside parameter.around
#                ^ parameter.around
#                  ^^^^^^ parameter.inside parameter.around
        return f(x, [1])
#<^ function.inside*2
#                ^ parameter.inside parameter.around
#                 ^ parameter.around
#                   ^^^ parameter.inside parameter.around
#                    ^ entry.around


def test_it():
#<^ function.around*2 test.around*2
    pass  # Nothing.
#<^ function.inside test.inside
#         ^^^^^^^^^^ comment.inside comment.around
