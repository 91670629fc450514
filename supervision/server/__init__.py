"""The ASGI application: `uvicorn supervision.server:app`. `streamlit run app.py` works too."""

from supervision.server.application import app

__all__ = ["app"]
