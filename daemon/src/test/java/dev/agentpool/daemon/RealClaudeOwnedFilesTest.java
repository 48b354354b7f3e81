package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.testkit.FakeModelApi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real Claude CLI as an expert that wants to write what another one owns. */
@Tag("real")
class RealClaudeOwnedFilesTest {
  @TempDir Path temp;

  @Test
  void itIsKeptFromItAndToldWhoseItIs() throws Exception {
    try (FakeModelApi api = FakeModelApi.start();
        DaemonProcess daemon = new DaemonProcess(temp).withClaude(temp, api)) {
      Path project =
          DaemonProcess.project(
              temp,
              "[pool]\nname = \"p\"\n[experts.auth]\nowns = [\"src/auth/\"]\n[experts.ui]\n"
                  + "[curation]\nseed = false\n");
      Path auth = Files.createDirectories(project.resolve("src/auth"));
      daemon.start();
      Rest rest = new Rest(daemon, project);
      var sent =
          rest.post(
              "/v1/mail",
              "to",
              "ui",
              "id",
              "m",
              "body",
              write(auth) + write(project) + "@@say done@@");
      assertThat(sent.status()).as(sent.text()).isEqualTo(201);
      String task = rest.get("/v1/tasks?tag=mail:m").json().at("/items/0/task_id").asString();
      daemon.awaitAll(List.of(task), Duration.ofSeconds(120));
      assertThat(rest.get("/v1/tasks/" + task).json().at("/result/output").asString(""))
          .isEqualTo("done");
      assertThat(auth).isEmptyDirectory();
      assertThat(project.resolve("new.ts")).exists();
      assertThat(String.join("", api.recentBodies()))
          .contains("src/auth/new.ts belongs to auth; ask by mail for the change");
    }
  }

  private static String write(Path folder) {
    return "@@tool Write {\"file_path\":\"" + folder.resolve("new.ts") + "\",\"content\":\"x\"}@@ ";
  }
}
