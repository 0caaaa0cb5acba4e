def f():
#<^ local.scope*11
#   ^ local.definition.function
    match x:
#<^ local.scope*10
#         ^ local.reference
        case a: pass
#       ^ local.scope
#            ^ local.definition.var local.reference
#              ^ local.scope
        case (a, b), _: pass
#       ^ local.scope
#             ^ local.definition.var local.reference
#                ^ local.definition.var local.reference
#                      ^ local.scope
        case .A(a): pass
#       ^ local.scope
#               ^ local.definition.var local.reference
#                  ^ local.scope
        case (.A(a), 1): pass
#       ^ local.scope
#                ^ local.definition.var local.reference
#                       ^ local.scope
        case .A(.B(a)): pass
#       ^ local.scope
#                  ^ local.definition.var local.reference
#                      ^ local.scope
        case (.A(.B(a)), 1): pass
#       ^ local.scope
#                   ^ local.definition.var local.reference
#                           ^ local.scope
        case .A(.B(.C(a))): pass
#       ^ local.scope
#                     ^ local.definition.var local.reference
#                          ^ local.scope
        case (.A(.B(.C(a))), 1): pass
#       ^ local.scope
#                      ^ local.definition.var local.reference
#                               ^ local.scope
        case (_ as a, 1): pass
#       ^ local.scope
#                  ^ local.definition.var local.reference
#                        ^ local.scope
