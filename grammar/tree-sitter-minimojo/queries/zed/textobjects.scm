; What Vim mode selects in Zed.

(function_definition body: (block) @function.inside) @function.around

(struct_definition body: (block) @class.inside) @class.around

(trait_definition body: (block) @class.inside) @class.around

(extension_definition body: (block) @class.inside) @class.around

(enum_definition body: (block) @class.inside) @class.around

(comment) @comment.inside

(comment) + @comment.around
