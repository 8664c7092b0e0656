"""The floor: an empty Streamlit page, as it comes."""

import streamlit as st

st.html('<p id="seen">ready</p>')
