"""The Medicare grouper: the rules of the MS-DRG definitions manual over the lists of codes in `drgpy`."""
