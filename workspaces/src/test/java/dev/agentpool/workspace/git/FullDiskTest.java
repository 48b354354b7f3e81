package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On a small tmpfs, where this user may mount one. */
class FullDiskTest extends WorkspaceTest {
  private Path disk = Path.of("/");
  private boolean mounted;

  private void mountSmallDisk() throws IOException, InterruptedException {
    disk = Files.createDirectories(temp.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString());
    assumeTrue(mounted, "may not mount a tmpfs here");
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    if (mounted) {
      assertThat(run("umount", "-l", disk.toString())).isTrue();
    }
  }

  @Test
  void aFullDiskStopsTheFinishWithAdviceAndTheWorkIsThereWhenThereIsRoomAgain() throws Exception {
    mountSmallDisk();
    project = Project.create(disk.resolve("project"));
    Workspace workspace =
        workspaces.prepare(
            project.dir(), disk.resolve("base"), WorkspaceMode.WORKTREE, "slot-0", ONE);
    in(workspace).write("work.txt", "important");
    fill(disk.resolve("filler"));
    assertThatThrownBy(workspace::finish).hasMessageContaining("disk");
    assertThatThrownBy(() ->
            workspaces.prepare(
                project.dir(), disk.resolve("base"), WorkspaceMode.WORKTREE, "slot-0", TWO))
        .hasMessageContaining("disk");
    assertThat(workspace.directory().resolve("work.txt")).hasContent("important");
    Files.delete(disk.resolve("filler"));
    assertThat(workspace.finish().commits()).isEqualTo(1);
    assertThat(project.show("agentpool/task-01:work.txt")).isEqualTo("important");
  }

  private static void fill(Path file) throws IOException {
    byte[] block = new byte[4096];
    try (var out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(List.of(command)).redirectErrorStream(true).start().waitFor() == 0;
  }
}
