package dev.agentpool.node.launch;

import dev.agentpool.config.Home;
import dev.agentpool.config.PoolFiles;
import dev.agentpool.node.parts.WallsHere;
import dev.agentpool.session.Enclosure;
import dev.agentpool.session.ProviderException;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.settings.Walls;
import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.workspace.Workspaces.Reach;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The walls of a slot's session: its workspace open, the project to be read, our own state not to
 * be seen but for the door that is for those inside.
 */
final class SlotWalls {
  private final Home home;
  private final WallsHere here;

  SlotWalls(Home home, WallsHere here) {
    this.home = home;
    this.here = here;
  }

  /**
   * What is laid around a session.
   *
   * @param notices what a person should know of it
   */
  record Laid(Enclosure enclosure, List<String> notices) {
    Laid {
      notices = List.copyOf(notices);
    }
  }

  /** Are there walls around a session with these settings, if there is one? */
  boolean stand(Settings settings) {
    Optional<Walls> asked = settings.find(SettingKeys.WALLS);
    return here.stand() && !(asked.isPresent() && asked.get() == Walls.OFF);
  }

  /**
   * @param environment of the agent
   * @throws ProviderException when walls are asked for and cannot stand
   */
  Laid around(
      Settings settings, Workspace workspace, Path project, Map<String, String> environment) {
    Optional<Walls> asked = settings.find(SettingKeys.WALLS);
    if (asked.isPresent() && asked.get() == Walls.OFF) {
      return new Laid(Enclosure.open(""), List.of());
    }
    if (!here.stand()) {
      if (asked.isEmpty()) {
        return new Laid(Enclosure.open(here.why()), List.of());
      }
      throw unusable(
          "walls = \"workspace\" is asked for and cannot be: " + here.why() + "; " + here.advice());
    }
    try {
      Writables writables =
          Writables.of(
              settings.find(SettingKeys.WRITABLE).orElse(List.of()), environment, home.root());
      Optional<String> whole =
          workspace.mode() == WorkspaceMode.SHARED
              ? Writables.whole(workspace.directory(), environment, home.root())
              : Optional.empty();
      WorkspaceMode mode = whole.isPresent() ? WorkspaceMode.READ_ONLY : workspace.mode();
      Reach reach = whole.isPresent() ? new Reach(List.of(), List.of()) : workspace.reach();
      List<Path> writable = new ArrayList<>(writables.paths());
      writable.addAll(reach.writable());
      requireFixed(project, writable);
      List<String> notices = new ArrayList<>(writables.notices());
      whole.ifPresent(notices::add);
      return new Laid(walled(mode, project, writable, reach.fixed()), notices);
    } catch (Writables.Unfit unfit) {
      throw unusable(String.valueOf(unfit.getMessage()));
    }
  }

  private Enclosure walled(WorkspaceMode mode, Path project, List<Path> writable, List<Path> kept) {
    List<Path> fixed = new ArrayList<>(kept);
    if (mode != WorkspaceMode.SHARED) {
      fixed.add(project);
    }
    fixed.add(described(mode, project));
    return new Enclosure.Walled(writable, fixed, List.of(home.root()), List.of(home.inside()));
  }

  /** What a link leads to is no mount of ours, and a link itself can be made another one. */
  private void requireFixed(Path project, List<Path> writable) {
    Path folder = project.resolve(".agent-pool");
    requireFixed(folder, folder, writable);
    requireFixed(PoolFiles.poolFile(project), folder, writable);
    requireFixed(home.config(), home.root(), writable);
  }

  private static void requireFixed(Path file, Path folder, List<Path> writable) {
    if (!Files.isSymbolicLink(file)) {
      return;
    }
    Path target = real(file);
    boolean isReplaceable = file.equals(folder) && isIn(file, writable);
    boolean isWritten = isIn(target, writable) && !target.startsWith(real(folder));
    if (isReplaceable || isWritten) {
      throw unusable(
          file
              + " is a link to "
              + target
              + ", where agents could make another one of it, and it says how they run: make it "
              + (Files.isDirectory(file) ? "a folder" : "a file")
              + " of its own, or set workspace = \"worktree\"");
    }
  }

  private static boolean isIn(Path path, List<Path> folders) {
    return folders.stream()
        .anyMatch(folder -> path.startsWith(folder) || path.startsWith(real(folder)));
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException gone) {
      return path.toAbsolutePath().normalize();
    }
  }

  /** The pool's own folder, made when an agent could make it. */
  private static Path described(WorkspaceMode mode, Path project) {
    Path folder = project.resolve(".agent-pool");
    if (mode == WorkspaceMode.SHARED && !Files.exists(folder)) {
      try {
        Files.createDirectory(folder);
      } catch (IOException cannot) {
        return folder; // nor can an agent
      }
    }
    return folder;
  }

  private static ProviderException unusable(String why) {
    return new ProviderException(OutcomeCode.PROJECT_UNUSABLE, why, null);
  }
}
