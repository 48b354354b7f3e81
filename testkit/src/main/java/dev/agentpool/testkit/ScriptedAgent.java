package dev.agentpool.testkit;

import java.nio.file.Path;

/**
 * The scripted agent: an executable that stands in for {@code claude -p}, one-shot and resident,
 * and plays what the prompt says in {@code @@directives@@}. It needs Perl 5 and nothing else, costs
 * no money and starts in milliseconds; {@code scripted-agent --help} lists the directives.
 *
 * <p>It behaves as Claude Code 2.1.329 was seen to behave: cost is cumulative for a session, starts
 * again at {@code /clear}, survives an orderly end and is lost by {@code kill -9}; a message with a
 * {@code uuid} it has seen before is swallowed; {@code @@cost@@} counts at once, so that {@code
 * get_usage} shows it in the middle of a turn.
 */
public final class ScriptedAgent {
  private static final String RESOURCE = "scripted-agent";

  private ScriptedAgent() {}

  /**
   * Puts the executable into a directory, which is made when missing. Its name holds a hash of its
   * content, so that several processes and versions may install at once; what is there already is
   * left alone.
   */
  public static Path install(Path directory) {
    return InstalledResource.of(RESOURCE, directory);
  }
}
