/**
 * The only configuration outside Git: {@code agent.yaml} and the environment file, read strictly.
 *
 * <p>What guards the repository cannot come from the repository, so it stands here. This room reads and writes; it decides nothing.
 */
package dev.pointsman.agent.configuration;
