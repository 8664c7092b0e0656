"""View-models written as files that leave the product."""
