"""The yardstick: a stock Streamlit page that shows about what our Overview and Coverage show, made as tutorials do it.

The database is read at each run, the charts are made anew, the tables are data frames.
"""

import os

import altair as alt
import duckdb
import streamlit as st

CELLS = """
SELECT s.name AS state, g.provision, count(DISTINCT g.passage) AS passages
FROM coding AS g
JOIN passage AS p ON p.id = g.passage
JOIN contribution AS c ON c.id = p.contribution
JOIN state AS s ON s.id = c.state
GROUP BY ALL ORDER BY ALL
"""
SPOKEN = """
SELECT s.name AS state, c.date, c.voice, count(*) AS contributions
FROM contribution AS c JOIN state AS s ON s.id = c.state
WHERE c.date IS NOT NULL GROUP BY ALL ORDER BY ALL
"""

with duckdb.connect(os.environ["KB_DATABASE"], read_only=True) as connection:
    cells, spoken = connection.sql(CELLS).df(), connection.sql(SPOKEN).df()

st.title("Victim assistance")
columns = st.columns(4)
figures = {
    "States": cells["state"].nunique(),
    "Actions": cells["provision"].nunique(),
    "Passages": int(cells["passages"].sum()),
    "Contributions": int(spoken["contributions"].sum()),
}
for column, (label, number) in zip(columns, figures.items(), strict=True):
    column.metric(label, number)
x, y = alt.X("provision:N"), alt.Y("state:N")
st.altair_chart(
    alt.Chart(cells).mark_rect().encode(x=x, y=y, color="passages:Q").add_params(alt.selection_point(name="picked")),
    on_select="rerun",
)
st.altair_chart(alt.Chart(spoken).mark_point().encode(x="date:T", y="state:N", color="voice:N"))
st.dataframe(cells)
st.dataframe(spoken)
