package dev.agentpool.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.dist.Program.Done;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher and the packaging, from outside. */
class LauncherIT {
  @TempDir Path scratch;
  private Image image;

  @BeforeEach
  void takeTheImage() {
    image = new Image(scratch);
  }

  @AfterEach
  void stopItsDaemon() {
    image.close();
  }

  @Test
  void printsTheProgramsOutputAndNothingElse() {
    Done done = image.run(scratch, "version");
    assertThat(done.exitCode()).isZero();
    assertThat(done.out()).startsWith("agentpool ").hasLineCount(1);
  }

  @Test
  void inAFolderThatIsGoneItSaysSoAndNoMachineSpeaks() {
    String line = "mkdir gone && cd gone && rmdir ../gone && exec \"$0\" version";
    List<String> command =
        List.of("sh", "-c", line, image.folder().resolve("agentpool").toString());
    Done done = new Program(command, scratch, image.environment(), scratch).done();
    assertThat(done.exitCode()).isEqualTo(4);
    assertThat(done.out()).isEmpty();
    assertThat(done.err()).contains("the working directory is gone").doesNotContain("java");
  }

  @Test
  void isFoundThroughSymbolicLinks() throws IOException {
    Path link =
        Files.createSymbolicLink(scratch.resolve("one"), image.folder().resolve("agentpool"));
    Path linkToLink =
        Files.createSymbolicLink(scratch.resolve("two"), Path.of(link.getFileName().toString()));
    assertThat(image.runLauncher(linkToLink, scratch, "version").out()).startsWith("agentpool ");
  }

  @Test
  void theCommandLineHasFiveJarsAndNoEngine() throws IOException {
    try (Stream<Path> jars = Files.list(image.folder().resolve("lib/cli"))) {
      List<String> names =
          jars.map(jar -> jar.getFileName().toString().replaceFirst("-\\d.*", ""))
              .sorted()
              .toList();
      assertThat(names)
          .containsExactly(
              "agentpool-cli", "agentpool-client", "jackson-core", "jline-terminal", "picocli");
    }
  }

  @Test
  void noJarIsThereInTwoVersions() throws IOException {
    try (Stream<Path> jars = Files.list(image.folder().resolve("lib/daemon"))) {
      assertThat(jars.map(jar -> jar.getFileName().toString().replaceFirst("-\\d.*", "")))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void takesATaskFromTheCommandLineThroughTheDaemonToAnAgentAndBack() {
    Done done = image.run(image.project(), "run", "@@say grüße@@");
    assertThat(done.err()).contains("completed");
    assertThat(done.out().strip()).isEqualTo("grüße");
    assertThat(done.exitCode()).isZero();
  }
}
