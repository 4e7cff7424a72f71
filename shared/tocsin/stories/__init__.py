"""Stories: articles about the same event, the origins behind them, and the ledger of their claims."""
