package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.engine.TaskOptions;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pool may say how long its tasks wait for a slot (spec slot-pool 2.10). */
class WaitLimitTest {
  @TempDir Path temp;

  @Test
  void aTaskThatFindsNoSlotInTimeFailsInsteadOfWaitingForEver() throws Exception {
    try (DaemonHere here = new DaemonHere(temp, "", "slot_assignment_timeout_secs = 1\n")) {
      TaskId first = here.engine().tasks().submit(here.pool(), "@@hang@@", TaskOptions.USUAL);
      TaskId second = here.engine().tasks().submit(here.pool(), "@@hang@@", TaskOptions.USUAL);
      TaskId third = here.engine().tasks().submit(here.pool(), "@@say x@@", TaskOptions.USUAL);
      TaskRecord failed = here.engine().tasks().await(third, Duration.ofSeconds(40));
      assertThat(failed.state()).isEqualTo(TaskState.FAILED);
      assertThat(failed.reason()).isEqualTo("no slot available after waiting 1s");
      here.engine().tasks().cancel(first, "enough");
      here.engine().tasks().cancel(second, "enough");
    }
  }
}
