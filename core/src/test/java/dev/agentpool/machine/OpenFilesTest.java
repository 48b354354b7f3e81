package dev.agentpool.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OpenFilesTest {

  @Test
  void sessionsStartWhileThereIsRoomForOneMoreAndTheReserve() {
    AtomicLong open = new AtomicLong(120);
    OpenFiles files = new OpenFiles(160, open::get);

    assertThat(files.start()).isTrue();
    assertThat(files.start()).isTrue();
    assertThat(files.start()).isFalse();
    files.startsNot();
    assertThat(files.start()).isTrue();

    open.set(150);
    assertThat(files.lacking())
        .hasValueSatisfying(why ->
            assertThat(why).contains("limit of open files: 150 of 160 are open", "ulimit -n 4096"));
  }

  @Test
  void aLimitBelowTheLeastIsSaidWithWhatToDo() {
    assertThat(new OpenFiles(159, () -> 0).tooFew())
        .hasValueSatisfying(why -> assertThat(why).contains("159", "160", "ulimit -n 4096"));
    assertThat(new OpenFiles(160, () -> 0).tooFew()).isEmpty();
  }

  @Test
  void howManyConnectionsThereMayBeGoesByTheLimit() {
    assertThat(new OpenFiles(160, () -> 0).connections()).isEqualTo(8);
    assertThat(new OpenFiles(Long.MAX_VALUE, () -> 0).connections()).isEqualTo(512);
  }

  @Test
  void thisProcessHasSomeOpen() {
    assertThat(OpenFiles.ofThisProcess().tooFew()).isEmpty();
    assertThat(OpenFiles.ofThisProcess().lacking()).isEmpty();
  }
}
