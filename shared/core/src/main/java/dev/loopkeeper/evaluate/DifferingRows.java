package dev.loopkeeper.evaluate;

/**
 * How the rows on which two versions differ divide between them.
 *
 * <p>Rows of unequal weight count as their effective number, (sum |g|)^2 / sum g^2 (Kish 1965); where every gain is
 * plus or minus one, as in accuracy, that is their count.
 *
 * @param gained effective number of rows that the challenger answers better
 * @param lost of rows that the champion answers better
 */
record DifferingRows(double gained, double lost) {

    /** @param gains by row, by how much the challenger is better */
    static DifferingRows of(double[] gains) {
        double up = 0;
        double down = 0;
        double squares = 0;
        for (double g : gains) {
            up += Math.max(0, g);
            down += Math.max(0, -g);
            squares += g * g;
        }
        double sum = up + down;
        double weight = squares > 0 ? sum / squares : 0;
        return new DifferingRows(weight * up, weight * down);
    }

    /**
     * Odds that the next differing row speaks for the champion, by Laplace's rule of succession: one row is added to
     * either side, so that two or three rows alone prove little.
     */
    double oddsForChampion() {
        return (lost + 1) / (gained + 1);
    }
}
