def text_of(agreement): return "x"
