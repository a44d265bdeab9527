"""Reads what formcheck writes into NumPy and pandas. It holds none of the program's rules."""

from .marks import read_marks
from .pose_log import PoseLog, PoseLogError, read_pose_log
from .report import Report, ReportError, read_batch, read_report

__all__ = [
    "PoseLog",
    "PoseLogError",
    "Report",
    "ReportError",
    "read_batch",
    "read_marks",
    "read_pose_log",
    "read_report",
]
