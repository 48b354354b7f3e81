package dev.agentpool.node;

import dev.agentpool.config.Home;
import dev.agentpool.session.Enclosure;
import dev.agentpool.session.ProviderException;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.settings.Walls;
import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.OutcomeCode;
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
      return new Laid(walled(workspace, project, writables.paths()), writables.notices());
    } catch (Writables.Unfit unfit) {
      throw unusable(String.valueOf(unfit.getMessage()));
    }
  }

  private Enclosure walled(Workspace workspace, Path project, List<Path> more) {
    List<Path> writable = new ArrayList<>(more);
    writable.addAll(workspace.reach().writable());
    List<Path> fixed = new ArrayList<>(workspace.reach().fixed());
    if (workspace.mode() != WorkspaceMode.SHARED) {
      fixed.add(project);
    }
    fixed.add(described(workspace.mode(), project));
    return new Enclosure.Walled(writable, fixed, List.of(home.root()), List.of(home.inside()));
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
