# A comment
#<^^^^^^^^^^^ comment.inside comment.around
# of two lines.
#<^^^^^^^^^^^^^^^ comment.inside comment.around
struct Point[n: Int]:
#<^ class.around*8
    var x: Int
#<^ class.inside*7

    @staticmethod
    def of(x: Int, y: Int):
#   ^ function.around*3
        return f(x, [1])
#<^ function.inside*2


def test_it():
#<^ function.around*2
    pass  # Nothing.
#<^ function.inside
#         ^^^^^^^^^^ comment.inside comment.around
