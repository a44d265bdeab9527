"""Every motion of the clips: a class that says what the pose is at a time."""

from .bending import HeelRaise, HipHinge
from .bridge import GettingDownAndUp, HipBridge
from .hands_and_knees import BirdDog
from .knee_to_chest import KneeToChest, Rocking, SingleKneeToChest
from .legs_in_the_air import DeadBug, HamstringStretch, LegRaise
from .one_limb import ArmReach, LegReach
from .pelvic_tilt import PelvicTilt
from .session import WholeSession
from .sit_up import SitUp
from .standing import ArmRaised, March, Squat
from .supine_steps import DeadBugFirstStep, HeelSlide, SupineMarch

MOTIONS = {
    "hip_bridge": HipBridge,
    "knee_to_chest": KneeToChest,
    "pelvic_tilt": PelvicTilt,
    "single_knee_to_chest": SingleKneeToChest,
    "rocking": Rocking,
    "getting_down_and_up": GettingDownAndUp,
    "whole_session": WholeSession,
    "sit_up": SitUp,
    "leg_raise": LegRaise,
    "dead_bug": DeadBug,
    "hamstring_stretch": HamstringStretch,
    "march": March,
    "squat": Squat,
    "arm_raised": ArmRaised,
    "bird_dog": BirdDog,
    "arm_reach": ArmReach,
    "leg_reach": LegReach,
    "supine_march": SupineMarch,
    "dead_bug_first_step": DeadBugFirstStep,
    "heel_slide": HeelSlide,
    "heel_raise": HeelRaise,
    "hip_hinge": HipHinge,
}
