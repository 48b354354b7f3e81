package dev.agentpool.session;

import org.jspecify.annotations.Nullable;

/**
 * Whether a CLI can be used.
 *
 * @param version null when unusable
 * @param path of the executable, null when none was found
 * @param advice what to do when unusable; empty otherwise
 */
public record Detection(
    boolean usable, @Nullable String version, @Nullable String path, String advice) {}
