"""The ledger and the readings of it; the only room that knows DuckDB."""

from ishreja.storage.migrate import StoreNewer
from ishreja.storage.store import Store, StoreBusy, StoreFailed, Transaction

__all__ = ["Store", "StoreBusy", "StoreFailed", "StoreNewer", "Transaction"]
