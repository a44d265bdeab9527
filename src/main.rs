//! dev
use formcheck::recording::*; use formcheck::session::*; 
fn main(){ for a in std::env::args().skip(1){ let mut r=LogReader::open(std::path::Path::new(&a)).unwrap(); let mut s=Session::new(&formcheck::exercises::HIP_BRIDGE,r.header().stream); while let Some(x)=r.next_sample().unwrap(){ s.push(&x);} println!("{{\"file\":\"{}\",\"r\":{}}}",a,serde_json::to_string(&s.finish()).unwrap()); } }
