package dev.agentpool.api;

import dev.agentpool.task.TaskState;
import java.nio.file.Path;
import org.awaitility.Awaitility;

/** Exits with 3 while an agent of its pool works, without closing the pool. */
final class ForgetfulProgram {
  private ForgetfulProgram() {}

  public static void main(String[] arguments) {
    Project project = new Project(Path.of(arguments[0]), Path.of(arguments[1]));
    TaskHandle task = project.builder().build().submit("@@hang@@");
    Awaitility.await()
        .until(() -> task.info().state() == TaskState.RUNNING && !project.agents().isEmpty());
    System.exit(3);
  }
}
