"""One module per screen: a reading of the store and the rules of the domain make a frozen view-model."""
