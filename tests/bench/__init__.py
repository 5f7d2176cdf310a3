"""The benchmark: the project against plain wagtail-grapple and against Django's ceiling (docs/performance.md).

``python -m tests.bench`` measures, ``python -m tests.bench.fill`` builds data of any size,
``python -m tests.bench.scale`` asks how answers grow with the data.
"""
