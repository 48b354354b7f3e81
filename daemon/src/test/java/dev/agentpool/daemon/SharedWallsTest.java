package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What an agent leaves that works in the project itself, behind walls. */
class SharedWallsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private Path root;
  private Path user;
  private Path project;
  private DaemonProcess daemon;

  @BeforeEach
  void open() throws Exception {
    Path base = Path.of(System.getProperty("basedir", "."), "target").toAbsolutePath();
    root = Files.createTempDirectory(Files.createDirectories(base), "s").toRealPath();
    user = Files.createDirectories(root.resolve("user"));
    Files.writeString(user.resolve(".bashrc"), "# mine\n");
    daemon = new DaemonProcess(root).with("HOME", user.toString());
    Files.writeString(
        daemon.home().resolve("config.toml"),
        "[settings]\nwhen_unusable = \"fail\"\nworkspace = \"shared\"\n" + EscapeTest.AGENT);
    project = DaemonProcess.project(root, "slots = 1\n");
    repository(project);
    daemon.start();
  }

  @AfterEach
  void close() throws Exception {
    daemon.close();
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static void repository(Path folder) throws Exception {
    DaemonHere.git(folder, "init", "-q", "-b", "main");
    DaemonHere.git(folder, "config", "user.name", "t");
    DaemonHere.git(folder, "config", "user.email", "t@example.org");
    Files.writeString(folder.resolve("README"), "hello\n");
    DaemonHere.git(folder, "add", "-A");
    DaemonHere.git(folder, "commit", "-qm", "first");
  }

  private void submodule() throws Exception {
    Path other = Files.createDirectories(root.resolve("other"));
    repository(other);
    DaemonHere.git(
        project,
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "add",
        "-q",
        other.toString(),
        "sub");
    DaemonHere.git(project, "commit", "-qm", "sub");
  }

  private JsonNode ran(Path where, String command) throws Exception {
    String id = daemon.submit(where, EscapeLab.shell(command), Map.of());
    daemon.awaitAll(List.of(id), LONG);
    JsonNode result = daemon.get("/v1/tasks/" + id).get("result");
    assertThat(result.get("facts").get("walls").asString("")).isIn("workspace", "");
    return result;
  }

  private static String notices(JsonNode result) {
    return String.join(
        "\n", result.get("facts").get("notices").valueStream().map(JsonNode::asString).toList());
  }

  @Test
  void theRepositoriesOfSubmodulesStayWhatTheyAreAndNoneIsMade() throws Exception {
    submodule();
    Path module = project.resolve(".git/modules/sub");
    String config = Files.readString(module.resolve("config"));
    String door = Files.readString(project.resolve("sub/.git"));
    JsonNode result =
        ran(
            project,
            """
            M=.git/modules; E='[core] fsmonitor = evil'
            echo "$E" >>$M/sub/config
            echo evil >$M/sub/hooks/post-checkout
            mv $M/sub $M/away && cp -r $M/away $M/sub && echo "$E" >>$M/sub/config
            mv $M .git/away; mkdir -p $M/sub && echo "$E" >>$M/sub/config
            mkdir -p $M/new/hooks
            mv sub away; mkdir -p sub; echo 'gitdir: ../evil' >sub/.git
            echo $PWD >$M/sub/commondir
            """);
    assertThat(result.get("success").asBoolean()).as("%s", result).isTrue();
    assertThat(module.resolve("config")).hasContent(config);
    assertThat(module.resolve("hooks/post-checkout")).doesNotExist();
    assertThat(project.resolve("sub/.git")).hasContent(door);
    assertThat(project.resolve(".git/modules/new")).doesNotExist();
    assertThat(module.resolve("commondir")).doesNotExist();
    assertThat(notices(result)).contains(".git/modules/sub/commondir.agentpool");
    assertThat(DaemonHere.git(project, "status", "--short")).doesNotContain("sub");
  }

  @Test
  void workInASubmoduleGoesOn() throws Exception {
    submodule();
    ran(
        project,
        "cd sub; echo new >new; git add new; git -c user.name=a -c user.email=a@b commit -qm new");
    assertThat(DaemonHere.git(project.resolve("sub"), "log", "-1", "--format=%s")).contains("new");
  }

  @Test
  void aRepositoryThatIsPutIntoTheIndexIsNoneForTheUsersGit() throws Exception {
    JsonNode result =
        ran(
            project,
            """
            mkdir evil; cd evil; git init -q
            git -c user.name=a -c user.email=a@b commit -q --allow-empty -m x
            git config core.fsmonitor "touch $PWD/../ran; false"
            cd ..; git add evil; rm -f ran
            mkdir .git/rebase-merge; printf 'pick x\\nexec evil\\n' >.git/rebase-merge/git-rebase-todo
            """);
    assertThat(notices(result))
        .contains("evil/.git.agentpool: look at its config", "an unfinished rebase was left");
    DaemonHere.git(project, "status", "--short");
    assertThat(project.resolve("ran")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {".agent-pool", ".agent-pool/pool.toml"})
  void whatSaysHowAgentsRunIsNoLinkThatTheyCouldTurn(String link) throws Exception {
    Path from = project.resolve(link);
    Files.move(from, project.resolve("conf"));
    Files.createSymbolicLink(from, project.resolve("conf"));
    JsonNode result = ran(project, "rm " + link + "; echo x >>conf; touch ran");
    assertThat(result.get("outcome").asString()).isEqualTo("project_unusable");
    assertThat(result.get("output").asString()).contains(link + " is a link to", "of its own");
    assertThat(project.resolve("ran")).doesNotExist();
    assertThat(from).isSymbolicLink();
  }

  @Test
  void aHomeThatIsTheProjectIsReadOnly() throws Exception {
    for (Path whole : List.of(user, root)) {
      JsonNode result = ran(whole, "echo evil >>" + user + "/.bashrc; echo x >" + whole + "/x");
      assertThat(notices(result)).contains("would open the whole home");
      assertThat(user.resolve(".bashrc")).hasContent("# mine");
      assertThat(whole.resolve("x")).doesNotExist();
    }
  }

  @Test
  void aFolderAroundWhatIsFixedIsNotMovedAway() throws Exception {
    Path inner = Files.createDirectories(project.resolve("a/b/inner"));
    Files.createDirectories(inner.resolve(".agent-pool"));
    Files.writeString(inner.resolve(".agent-pool/pool.toml"), "slots = 1\n");
    Path config = daemon.home().resolve("config.toml");
    Files.writeString(config, Files.readString(config) + "writable = [\"" + project + "\"]\n");
    ran(inner, "cd ../..; mv b c; mkdir -p b/inner/.agent-pool; echo x >b/inner/.agent-pool/evil");
    assertThat(inner.resolve(".agent-pool/evil")).doesNotExist();
    assertThat(project.resolve("a/c")).doesNotExist();
  }
}
