package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What an expert owns no session of another one's writes, nor what was started inside of it. */
class OwnedFilesTest {
  private static final Duration ROOM = Duration.ofSeconds(120);
  @TempDir Path temp;
  private DaemonProcess daemon;
  private Path project;
  private Rest rest;

  @BeforeEach
  void start() throws Exception {
    daemon = new DaemonProcess(temp);
    Files.writeString(daemon.home().resolve("config.toml"), "[settings]\nwalls = \"off\"\n");
    project =
        DaemonProcess.project(
            temp,
            """
            [curation]
            seed = false
            [defaults]
            provider = "scripted"
            [experts.auth]
            owns = ["src/auth", "*.pem"]
            [experts.ui]
            owns = ["src/ui/"]
            """);
    Files.createDirectories(project.resolve("src/auth"));
    Files.createDirectories(project.resolve("src/ui"));
    Files.createSymbolicLink(project.resolve("src/way"), project.resolve("src/auth"));
    daemon.start();
    rest = new Rest(daemon, project);
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  private static String write(Object file) {
    return "@@tool Write {\"file_path\":\"" + file + "\",\"content\":\"x\"}@@ ";
  }

  private JsonNode done(String expert, String id, String body) throws Exception {
    var sent = rest.post("/v1/mail", "to", expert, "id", id, "body", body);
    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    String task = rest.get("/v1/tasks?tag=mail:" + id).json().at("/items/0/task_id").asString();
    daemon.awaitAll(List.of(task), ROOM);
    return rest.get("/v1/tasks/" + task).json();
  }

  @Test
  void whatAnotherExpertOwnsIsNotWrittenHoweverItIsNamedAndItsAgentIsToldWhoseItIs()
      throws Exception {
    JsonNode task =
        done(
            "ui",
            "reaching",
            write("src/ui/own.ts")
                + write("free.txt")
                + write("src/auth/a.ts")
                + write(project.resolve("src/ui/../auth/b.ts"))
                + write("src/way/c.ts")
                + write("key.pem")
                + "@@say done@@");
    assertThat(project.resolve("src/ui/own.ts")).exists();
    assertThat(project.resolve("free.txt")).exists();
    assertThat(project.resolve("src/auth")).isEmptyDirectory();
    assertThat(project.resolve("key.pem")).doesNotExist();
    assertThat(task.at("/result/permission_denials").toString()).contains("Write");
    assertThat(rest.get("/v1/tasks/" + task.get("task_id").asString() + "/events").text())
        .contains("src/auth/a.ts belongs to auth; ask by mail for the change");
  }

  @Test
  void itsOwnerWritesItAndOneWhoOwnsNothingDoesNot() throws Exception {
    done("auth", "own", write("src/auth/a.ts") + write("key.pem") + "@@say done@@");
    assertThat(project.resolve("src/auth/a.ts")).exists();
    assertThat(project.resolve("key.pem")).exists();
    done("researcher", "other", write("src/auth/b.ts") + write("notes.md") + "@@say done@@");
    assertThat(project.resolve("src/auth/b.ts")).doesNotExist();
    assertThat(project.resolve("notes.md")).exists();
  }

  @Test
  void aTaskThatItStartsIsHeldAsItIs() throws Exception {
    InsideATask inside = new InsideATask(temp, daemon);
    var asking =
        inside.asking(
            "POST",
            "/v1/tasks",
            "dir",
            project.toString(),
            "prompt",
            write("src/auth/a.ts") + write("free.txt") + "@@say done@@");
    String free = project.resolve("free.txt").toString();
    String until = "for i in $(seq 600); do [ -e " + free + " ] && break; sleep 0.1; done";
    done("ui", "asks", InsideATask.shell(asking.line(), until) + " @@say done@@");
    var got = InsideATask.got(asking);
    assertThat(got.status()).as("%s", got).isLessThan(300);
    String child = got.json().get("task_id").asString();
    daemon.awaitAll(List.of(child), ROOM);
    assertThat(project.resolve("free.txt"))
        .as("%s", rest.get("/v1/tasks/" + child).text())
        .exists();
    assertThat(project.resolve("src/auth")).isEmptyDirectory();
  }
}
