package dev.loopkeeper.bench.profile;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** DuckDB's SUMMARIZE: per column minimum, maximum, distinct count, mean, deviation, quartiles, nulls. */
final class DuckDbPass implements Pass {
    @Override
    public void over(List<Path> files, int threads) throws SQLException {
        String names = files.stream()
                .map(f -> "'" + f.toString().replace("'", "''") + "'")
                .collect(Collectors.joining(", ", "[", "]"));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = " + threads);
            try (ResultSet rows = statement.executeQuery("SUMMARIZE SELECT * FROM read_csv(" + names + ")")) {
                int columns = 0;
                while (rows.next()) {
                    columns++;
                }
                if (columns == 0) {
                    throw new SQLException("SUMMARIZE found no column in " + names);
                }
            }
        }
    }
}
