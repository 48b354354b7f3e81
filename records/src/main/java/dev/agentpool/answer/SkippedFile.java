package dev.agentpool.answer;

/** A file that could not be used, and why. */
public record SkippedFile(String file, String reason) {}
