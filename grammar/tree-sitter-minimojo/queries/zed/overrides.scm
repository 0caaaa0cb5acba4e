; Where Zed completes and closes brackets otherwise.

(comment) @comment.inclusive

(string) @string
