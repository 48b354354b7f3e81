package dev.agentpool.config;

import dev.agentpool.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * A slot as its pool describes it: id {@code slot-0} and so on, who it is, and its own layer of
 * settings.
 */
public record SlotConfig(
    String id,
    @Nullable String name,
    @Nullable String role,
    @Nullable String description,
    Settings settings) {}
