package dev.loopkeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.loopkeeper.retrain.TrainingService;
import dev.loopkeeper.retrain.TrainingStatus;
import org.junit.jupiter.api.Test;

/** What every {@link TrainingService} must keep. Each test gets a service that has never heard of run {@code run-1}. */
public abstract class TrainingServiceContract {
    protected static final String MODEL = "late";
    protected static final String RUN = "run-1";

    /** The service under test; every call of one test talks to the same one. */
    protected abstract TrainingService service();

    /** Key of a request, stored for {@link #RUN}, whose training succeeds soon. */
    protected abstract String goodRequest();

    /** Key of a request, stored for {@link #RUN}, whose training fails soon. */
    protected abstract String badRequest();

    /** Waits until the attempt has ended and returns its status; a fake may simply end it as its request says. */
    protected abstract TrainingStatus awaitEnd(int attempt);

    @Test
    void shouldNotKnowWhatWasNeverSubmitted() {
        assertThat(service().status(MODEL, RUN, 1)).isInstanceOf(TrainingStatus.Unknown.class);
    }

    @Test
    void shouldAdoptTheFirstSubmissionOnARepeat() {
        String job = service().submit(MODEL, RUN, 1, goodRequest());
        assertThat(job).isNotBlank();
        assertThat(service().submit(MODEL, RUN, 1, goodRequest())).isEqualTo(job);
        assertThat(service().status(MODEL, RUN, 1)).isNotInstanceOf(TrainingStatus.Unknown.class);
        awaitEnd(1);
        assertThat(service().submit(MODEL, RUN, 1, goodRequest()))
                .as("a repeat after the end")
                .isEqualTo(job);
        assertThat(service().status(MODEL, RUN, 1)).isInstanceOf(TrainingStatus.Succeeded.class);
    }

    @Test
    void shouldSayThatItSucceededAndWhatToPayFor() {
        service().submit(MODEL, RUN, 1, goodRequest());
        assertThat(awaitEnd(1)).isInstanceOfSatisfying(TrainingStatus.Succeeded.class, end -> assertThat(
                        end.billed().isNegative())
                .isFalse());
        assertThat(service().status(MODEL, RUN, 1)).as("it stays so").isInstanceOf(TrainingStatus.Succeeded.class);
    }

    @Test
    void shouldSayWhyItFailedAndTakeAnotherAttempt() {
        String job = service().submit(MODEL, RUN, 1, badRequest());
        assertThat(awaitEnd(1)).isInstanceOfSatisfying(TrainingStatus.Failed.class, end -> {
            assertThat(end.reason()).isNotBlank();
            assertThat(end.billed().isNegative()).isFalse();
        });
        assertThat(service().status(MODEL, RUN, 2)).isInstanceOf(TrainingStatus.Unknown.class);
        assertThat(service().submit(MODEL, RUN, 2, badRequest())).isNotEqualTo(job);
    }

    @Test
    void shouldCancelWithoutComplaint() {
        assertThatCode(() -> service().cancel(MODEL, RUN, 1)).doesNotThrowAnyException();
        service().submit(MODEL, RUN, 1, goodRequest());
        service().cancel(MODEL, RUN, 1);
        TrainingStatus end = awaitEnd(1);
        assertThat(end).isInstanceOfAny(TrainingStatus.Cancelled.class, TrainingStatus.Succeeded.class);
        service().cancel(MODEL, RUN, 1);
        assertThat(service().status(MODEL, RUN, 1)).as("an end is an end").hasSameClassAs(end);
    }
}
