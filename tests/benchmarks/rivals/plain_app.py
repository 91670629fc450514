"""The same map as most would write it in Streamlit: boundaries inline, tables read on each run.

A rival for `make bench`, not part of the product. Run by `streamlit run`, with the figures in CSV.
"""

import json
import sys
from pathlib import Path

import pandas as pd
import plotly.express as px
import streamlit as st

figures, boundaries = Path(sys.argv[1]), Path(sys.argv[2])
st.set_page_config(layout="wide")
page = st.sidebar.radio("Pagina", ["Overzicht", "Kaart"])
data = pd.read_csv(figures)
half_year = st.selectbox("Halfjaar", sorted(data["half_year"].unique(), reverse=True))
chosen = data[data["half_year"] == half_year]
st.title(f"{page} {half_year}")
if page == "Overzicht":
    for column, name in zip(st.columns(3), ["obligation", "realised", "backlog"], strict=True):
        column.metric(name, int(chosen[name].sum()))
    st.bar_chart(data.groupby("half_year")["backlog"].sum())
    st.dataframe(chosen)
else:
    figure = px.choropleth(
        chosen,
        geojson=json.loads(boundaries.read_text(encoding="utf-8")),
        featureidkey="properties.statcode",
        locations="code",
        color="share",
        hover_name="name",
        title=f"Aandeel {half_year}",
    )
    figure.update_geos(fitbounds="locations", visible=False)
    event = st.plotly_chart(figure, on_select="rerun", key="map")
    points = event["selection"]["points"]
    if points:
        code = points[0]["location"]
        st.header(chosen.set_index("code").loc[code, "name"])
    st.dataframe(chosen)
