package dev.loopkeeper.local.trainer;

import dev.loopkeeper.data.Schema;

/** One column of a {@link RowTable}: cells of one type in a plain array that grows as rows arrive. */
sealed interface TableColumn permits NumberColumn, TimeColumn, TextColumn {
    /** Whether the text is of the column's type. */
    boolean accepts(String text);

    /** Stores the cell of the next row; null and text of another type are stored as missing. */
    void add(String text);

    boolean missing(int row);

    /** Keeps these rows, in this order, and forgets the others. */
    void keep(int[] rows);

    /** A column for cells of that type. */
    static TableColumn of(Schema.Type type) {
        if (type == Schema.Type.NUMBER || type == Schema.Type.BOOLEAN) {
            return new NumberColumn(type == Schema.Type.BOOLEAN);
        }
        return type == Schema.Type.TIME ? new TimeColumn() : new TextColumn();
    }
}
