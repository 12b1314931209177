/** The actions that describe the VPC, one file each, on one common way to take ids, filters and pages. */
package dev.pointsman.lab.ec2.describe;
