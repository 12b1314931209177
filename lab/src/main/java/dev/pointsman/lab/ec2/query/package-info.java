/**
 * The EC2 Query protocol (API version 2016-11-15), without any action: parameters in, XML or an error out, filters and pages between.
 */
package dev.pointsman.lab.ec2.query;
