package dev.agentpool.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.dist.Program.Done;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code scripts/package} makes is the program, wherever it is unpacked. */
class PackageIT {
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

  private Done command(String... words) {
    return new Program(List.of(words), scratch, image.environment(), scratch).done();
  }

  private List<Path> packed() throws Exception {
    Path script = Path.of("scripts/package").toAbsolutePath();
    if (!Files.exists(script)) { // Maven runs the tests in the module's folder
      script = Path.of("../scripts/package").toRealPath();
    }
    Done done =
        command(
            script.toString(),
            "--image",
            image.folder().toString(),
            scratch.resolve("packed").toString());
    assertThat(done.exitCode()).as(done.err()).isZero();
    return done.out().lines().map(Path::of).toList();
  }

  private void isTheProgram(Path launcher) throws Exception {
    String build = Files.readString(image.folder().resolve("build-id")).strip();
    Done version = image.runLauncher(launcher, scratch, "version", "--json");
    assertThat(version.exitCode()).as(version.err()).isZero();
    assertThat(version.out()).contains("\"build\":\"" + build + "\"");
    Done done = image.runLauncher(launcher, image.project(), "run", "@@say packed@@");
    assertThat(done.exitCode()).as(done.err()).isZero();
    assertThat(done.out()).contains("packed");
  }

  @Test
  void theTarAndTheDebianPackageHaveTheWholeProgram() throws Exception {
    List<Path> packed = packed();
    assertThat(packed).isNotEmpty().allMatch(Files::exists);
    Path tar = packed.getFirst();
    assertThat(command("tar", "-xzf", tar.toString()).exitCode()).isZero();
    String name = tar.getFileName().toString().replace(".tar.gz", "");
    isTheProgram(scratch.resolve(name).resolve("agentpool"));
    assertThat(scratch.resolve(name).resolve("LICENSE")).exists();

    assertThat(packed).as("dpkg-deb is needed on the machine of this test").hasSize(2);
    Path root = scratch.resolve("root");
    assertThat(command("dpkg-deb", "-x", packed.getLast().toString(), root.toString()).exitCode())
        .isZero();
    assertThat(root.resolve("usr/share/bash-completion/completions/agentpool")).exists();
    assertThat(root.resolve("usr/share/doc/agentpool/copyright")).exists();
    Done control = command("dpkg-deb", "-f", packed.getLast().toString(), "Version", "Depends");
    assertThat(control.out()).contains("Version: ", "openjdk-25-jre-headless");
    isTheProgram(root.resolve("usr/bin/agentpool"));
  }
}
