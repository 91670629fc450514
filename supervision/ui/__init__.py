"""The only Streamlit. A page is: choose, load one view model, draw."""
