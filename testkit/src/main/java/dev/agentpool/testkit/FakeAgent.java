package dev.agentpool.testkit;

import java.nio.file.Path;

/**
 * A program that plays agents which are spoken with by their terminal: the six {@code fake-…}
 * agents, and stand-ins for CLIs that cannot be installed, which draw screens as these are told to.
 * {@code fake-agent} itself says how it is called.
 */
public final class FakeAgent {
  private static final String RESOURCE = "fake-agent";

  private FakeAgent() {}

  /** Puts the executable into a directory, as {@link ScriptedAgent#install} does. */
  public static Path install(Path directory) {
    return InstalledResource.of(RESOURCE, directory);
  }
}
