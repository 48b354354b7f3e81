package dev.agentpool.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.dist.Program.Done;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first session of README, line for line as it stands there, with the scripted agent in place
 * of Claude Code. What needs Claude Code itself, or ends only with the daemon, is left out by name.
 */
class ReadmeIT {
  private static final List<String> LEFT_OUT =
      List.of(
          "cd my-project",
          "agentpool top",
          "agentpool watch",
          "claude ",
          "agentpool run --coordinator");
  @TempDir Path scratch;
  private Image image;
  private Path project;

  @BeforeEach
  void aRepositoryOfYours() throws Exception {
    image = new Image(scratch);
    project = Files.createDirectories(scratch.resolve("my-project"));
    Files.writeString(project.resolve("Makefile"), "test:\n\t@echo all well\n");
    sh("git init -q -b main && git config user.name t && git config user.email t@example.org");
    sh("git add . && git commit -qm first");
  }

  @AfterEach
  void stopItsDaemon() {
    image.close();
  }

  private String sh(String script) {
    Map<String, String> environment = new HashMap<>(image.environment());
    environment.put("PATH", image.folder() + ":" + environment.get("PATH"));
    environment.put("PAGER", "cat");
    Done done =
        new Program(List.of("/bin/sh", "-ec", script), project, environment, scratch).done();
    assertThat(done.exitCode()).as(script + "\n" + done.out() + done.err()).isZero();
    return done.out();
  }

  /** The fenced blocks of the session, without what is left out. */
  private static List<String> blocks() throws Exception {
    String page = Files.readString(Path.of("..", "README.md"));
    String session =
        page.substring(
            page.indexOf("## A first session of five minutes"), page.indexOf("## Where it stands"));
    String[] parts = session.split("\n```\n?");
    List<String> blocks = new ArrayList<>();
    for (int i = 1; i < parts.length; i += 2) {
      List<String> lines =
          parts[i].lines().filter(line -> LEFT_OUT.stream().noneMatch(line::startsWith)).toList();
      if (!lines.isEmpty()) {
        blocks.add(String.join("\n", lines));
      }
    }
    return blocks;
  }

  @Test
  void itsCommandsDoWhatItSays() throws Exception {
    List<String> blocks = blocks();
    assertThat(blocks).hasSizeGreaterThanOrEqualTo(6);
    assertThat(blocks.getFirst()).contains("agentpool init", "agentpool doctor", "budget set");
    sh(blocks.getFirst().lines().filter(line -> line.startsWith("agentpool init")).findAny().get());
    Path pool = project.resolve(".agent-pool/pool.toml");
    String written = Files.readString(pool);
    assertThat(written) // what README says of it
        .contains("permission_mode = \"acceptEdits\"", "workspace = \"worktree\"");
    Files.writeString(pool, written.replace("\"claude\"", "\"scripted\""));
    sh(withoutInit(blocks.getFirst()));
    for (String block : blocks.subList(1, blocks.size())) {
      sh(decided(block));
    }
    String tasks = sh("agentpool tasks --limit 100");
    assertThat(tasks).contains("completed").doesNotContain("failed");
    assertThat(sh("agentpool budget show")).contains("$5.00");
    assertThat(project.resolve("parser.txt")).as("what was merged").exists();
  }

  /** What its user says when asked, and an agent that has something to do. */
  private static String decided(String block) {
    return block
        .replaceAll("(?m)^(agentpool review \\$id) .*$", "$1 --approve")
        .replace("dead code in the parser.", "dead code in the parser. @@append parser.txt less@@");
  }

  private static String withoutInit(String block) {
    return String.join(
        "\n", block.lines().filter(line -> !line.startsWith("agentpool init")).toList());
  }
}
