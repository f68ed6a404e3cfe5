"""Makes webroot/static/fonts/figtree.woff2 of the package @fontsource-variable/figtree 5.3.0; not part of the build.

    pip install fonttools brotli
    python src/build/figtree.py figtree-latin-wght-normal.woff2 webroot/static/fonts/figtree.woff2

Keeps the letters of Portuguese, English and Spanish and the weights from 400 to 800, and makes the tabular figures the
usual ones: a canvas cannot ask for them.
"""

import sys
from io import BytesIO

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

LETTERS = "\u00a0¡¿ªº°·±×½áàâãäçéèêëíïñóòôõöúùüÁÀÂÃÄÇÉÈÊËÍÏÑÓÒÔÕÖÚÙÜ–—−‘’“”•…€œŒ"

font = TTFont(sys.argv[1], lazy=False)
substitutions = font["GSUB"].table
tabular = {}
for record in substitutions.FeatureList.FeatureRecord:
    if record.FeatureTag == "tnum":
        for index in record.Feature.LookupListIndex:
            for table in substitutions.LookupList.Lookup[index].SubTable:
                tabular.update(getattr(table, "ExtSubTable", table).mapping)
for table in font["cmap"].tables:
    table.cmap = {code: tabular.get(name, name) for code, name in table.cmap.items()}

subsetter = subset.Subsetter(
    subset.Options(layout_features=["ccmp", "locl", "kern"], hinting=False, name_IDs=[0, 1, 2, 13, 14])
)
subsetter.populate(unicodes=[*range(0x20, 0x7F), *map(ord, LETTERS)])
subsetter.subset(font)
font.flavor = None
plain = BytesIO()
font.save(plain)

font = instancer.instantiateVariableFont(TTFont(plain), {"wght": (400, 800)})
font.flavor = "woff2"
font.save(sys.argv[2])
