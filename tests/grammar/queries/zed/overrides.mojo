# A comment
#<^^^^^^^^^^^ comment.inclusive
def f():
    return "text"
#          ^^^^^^ string
